"""The captain's side: ownership, confirming, sending back, closing, and the aftercare that follows."""
