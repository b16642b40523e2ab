import pathlib
import ssl

import httpx

read = lambda name: pathlib.Path(name).read_bytes()
bearer = lambda name: {"Authorization": "Bearer " + read(name).decode()}
addresses = set()


def post(client, step, key="key", **request):
    with client.stream("POST", "/topics/orders/records", headers=bearer(key), **request) as answer:
        addresses.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
        print(step, answer.status_code, answer.read().decode(), sep="\t")


with httpx.Client(
    base_url=read("url").decode(),
    verify=ssl.create_default_context(cafile="ca.crt"),
    timeout=60,
    trust_env=False,
) as client:
    query = {"key": "k ü", "headers": "colour:726564"}
    post(client, "bytes", params=query, content=read("bytes"))
    post(client, "large", content=read("large"))
    post(client, "chunked", content=iter([read("large")[:1000], read("large")[1000:]]))
    post(client, "unauthenticated", key="wrong-key", content=b"x")
    post(client, "too-large", content=read("too-large"))
    post(client, "again", content=b"again")
print("connections", len(addresses), sep="\t")
