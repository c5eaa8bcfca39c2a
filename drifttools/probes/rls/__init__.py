"""Row-level security tried: as this role, with these claims, what does each command come to?"""
