"""What a valid policy means: frozen values without behaviour beyond their own arithmetic."""
