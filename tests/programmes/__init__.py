"""Does each ready-made programme do all that it promises, from the first link to the last point?"""
