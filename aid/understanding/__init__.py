"""What a resident means: category, urgency, place, time, phone, for whom; and the emergency screen."""
