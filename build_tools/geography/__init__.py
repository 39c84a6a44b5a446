"""Geography: outlines, projection and layout of maps; numbers and text alone, no words for readers and no links."""
