"""Who is still a customer: attrition models, the leaving window, leaving dates, stages, spend."""
