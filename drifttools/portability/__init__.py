"""Models on two dialects: what was tried of them is judged by rules, and the portable form is written into the source."""
