"""Which version of Sarafan is this?"""

VERSION = "0.1.0"
