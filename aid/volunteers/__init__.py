"""The skills library (红色管家技能库)."""
