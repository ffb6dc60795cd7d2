"""Files without what they tell of people and places; what people look at stays as it is, byte by byte."""
