"""Volunteers' hours: recorded, confirmed, disputed, certified."""
