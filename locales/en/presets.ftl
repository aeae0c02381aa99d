error-preset-unknown = This ready-made programme is no longer there. Choose another one.
