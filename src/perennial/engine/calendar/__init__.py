"""The calendar: days on which more or less is bought than on others, and time measured in ordinary days."""
