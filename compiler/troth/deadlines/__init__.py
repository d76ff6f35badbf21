"""The reference semantics: one contact and a policy → every promise with due, status and reasons."""
