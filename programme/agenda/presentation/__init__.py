"""What the pages of the programme show, made of a version; templates only lay it out."""
