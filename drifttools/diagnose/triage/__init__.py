"""From an error text to an answer: `recognise` reads a text, `explain` says what it means. Neither touches a database."""
