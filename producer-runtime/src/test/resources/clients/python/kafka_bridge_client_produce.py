"""Writes batches with kafka-bridge-client, which knows no credentials: requests takes the key, as
password of the user "token", from the file that NETRC names. REQUESTS_CA_BUNDLE names ca.crt."""

import pathlib

from kafka_bridge_client import KafkaBridgeProducer, Message
from kafka_bridge_client.exceptions import KafkaBridgeTopicNotFoundError, ValidationError

url = pathlib.Path("url").read_text()
producer = KafkaBridgeProducer(url, timeout=60)
value = pathlib.Path("bytes").read_bytes()


def tell(step, send):
    try:
        print(step, send(), sep="\t")
    except (KafkaBridgeTopicNotFoundError, ValidationError) as e:
        print(step, type(e).__name__, sep="\t")


tell("binary", lambda: producer.send("orders", Message(key="k ü", value=value), binary=True))
tell("json", lambda: producer.sends("orders", [Message(key="a", value="one"), Message(value="two")]))
tell("absent", lambda: producer.send("orders-not-created-yet", Message(value="x")))
tell("invalid", lambda: producer.send("orders", Message(value=None)))
