"""Between frames (pandas, polars, Arrow, whatever narwhals knows) and programmes and plans."""
