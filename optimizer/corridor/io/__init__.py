"""Floor 1a: files in, files out.

Reads and writes CSV, Excel, Parquet and YAML. It knows rows, columns and cells but not what they mean.
Whatever cannot be read becomes a located fault with file, row, column, value and remedy. No other floor opens
a table file.
"""
