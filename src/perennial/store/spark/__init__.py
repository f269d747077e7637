"""The order log in Spark, in temporary views of one session."""

from perennial.store.spark.opening import open_spark_engine

__all__ = ["open_spark_engine"]
