"""Everything that came in, as Parquet by content hash; who is who; and the views that rules read."""
