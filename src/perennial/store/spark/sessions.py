"""Starts Spark, on this machine or a cluster, and says in a sentence why it does not start."""

import os
import shutil
from pathlib import Path

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from perennial.core.errors import UserError

__all__ = ["master_of", "new_session"]

_SETTINGS = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_LOGS = Path(__file__).with_name("log4j2.properties")
#: On this machine; memory must be said before Spark starts, and what is small is not cut into 200 pieces.
_LOCAL_SETTINGS = {
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOGS.as_uri()}",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
}


def master_of(address: str) -> str:
    """Give the master of an address, as Spark calls it; this machine where none is named."""
    if address.startswith("spark://"):
        return address
    named = address.removeprefix("spark:")
    return {"": "local[*]", "local": "local[*]"}.get(named, named)


def _known(master: str) -> bool:
    return master.startswith(("local", "spark://", "k8s://")) or master == "yarn"


def new_session(master: str) -> SparkSession:
    """Open a session in the Spark of this process, which starts with the first of them.

    Raises
    ------
    UserError
        There is no such master, Java is not there, or nobody answers.
    """
    if not _known(master):
        raise UserError(
            "PERENNIAL_STORE_URL: a master of Spark is local, yarn, k8s://... or spark://host:7077, "
            "not {said}",
            said=master,
        )
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise UserError(
            "counting on Spark needs Java 17 or newer; "
            "install it, for example with: apt-get install openjdk-17-jre-headless"
        )
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("perennial")
    for name, value in (_SETTINGS | (_LOCAL_SETTINGS if master.startswith("local") else {})).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate().newSession()
    except (PySparkException, Py4JError, OSError) as error:
        raise UserError("PERENNIAL_STORE_URL cannot be reached: {reason}", reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    said = error.java_exception.getMessage() if isinstance(error, Py4JJavaError) else str(error)
    return str(said).strip().splitlines()[0]
