import pathlib

import requests

read = lambda name: pathlib.Path(name).read_bytes()
url = read("url").decode() + "/topics/orders/records"
bearer = lambda name: {"Authorization": "Bearer " + read(name).decode()}

session = requests.Session()
session.verify = "ca.crt"
session.trust_env = False


def post(step, key="key", **request):
    answer = session.post(url, headers=bearer(key), timeout=60, **request)
    print(step, answer.status_code, answer.text, sep="\t")


post("bytes", params={"key": "k ü", "headers": "colour:726564"}, data=read("bytes"))
post("large", data=read("large"))
post("chunked", data=iter([read("large")[:1000], read("large")[1000:]]))
post("unauthenticated", key="wrong-key", data=b"x")
post("too-large", data=read("too-large"))
post("again", data=b"again")
pools = session.get_adapter(url).poolmanager.pools
print("connections", sum(pools[key].num_connections for key in pools.keys()), sep="\t")
