import pathlib
import ssl
import urllib.request

key = pathlib.Path("api-key.txt").read_text().strip()
request = urllib.request.Request(
    "@API_URL@/topics/@TOPIC@/records",
    data=b"hello",
    headers={"Authorization": f"Bearer {key}", "Content-Type": "application/octet-stream"},
)
trust = ssl.create_default_context(cafile="ca.crt")
with urllib.request.urlopen(request, context=trust, timeout=30) as answer:
    print(answer.status, answer.read().decode())
