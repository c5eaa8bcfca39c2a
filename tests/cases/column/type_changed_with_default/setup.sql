create domain mood_text as text;
