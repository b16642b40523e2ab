#!/usr/bin/env python3
"""Makes the certificate signing requests beside it, and manifest.tsv with what must come of each.

Needs openssl 3, keytool, certtool (GnuTLS), go and the Python package cryptography. Every key is new in each
run and none is kept. A row of the manifest: file, "accepted" or the reason of the refusal, warnings.
"""
import base64, os, pathlib, shutil, subprocess, sys, tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.x509.oid import NameOID

HERE = pathlib.Path(__file__).resolve().parent
WORK = pathlib.Path(tempfile.mkdtemp())
ROWS = []
OURS = "1.3.6.1.4.1.32473.1.1"


def put(name, content, outcome="accepted", *warnings):
    content = content.encode() if isinstance(content, str) else content
    (HERE / name).write_bytes(content)
    ROWS.append((name, outcome, " ".join(warnings)))
    return content


def run(*command, stdin=b""):
    done = subprocess.run(command, cwd=WORK, input=stdin, capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stdout.decode()} {done.stderr.decode()}")
    return done.stdout


def der(pem):
    return base64.b64decode("".join(line for line in pem.decode().splitlines() if "-----" not in line))


def pem(content, label="CERTIFICATE REQUEST"):
    text = base64.encodebytes(content).decode().replace("\n", "")
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


# ---- programs -------------------------------------------------------------------------------------------

def openssl_key(name, *options):
    run("openssl", "genpkey", "-out", name, *options)
    return name


def openssl(key, *options, subject="/CN=payments/O=Example"):
    return run("openssl", "req", "-new", "-key", key, "-subj", subject, *options)


RSA = openssl_key("rsa", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
EC = openssl_key("ec", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
PLAIN = put("openssl-rsa-2048.pem", openssl(RSA))
DER = der(PLAIN)

for bits in ("3072", "4096", "8192"):
    put(f"openssl-rsa-{bits}.pem", openssl(openssl_key("big", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}")))
put("openssl-rsa-exponent-3.pem", openssl(openssl_key("e3", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_pubexp:3")))
PSS = ("-sigopt", "rsa_padding_mode:pss")
put("openssl-rsa-signed-pss.pem", openssl(RSA, *PSS, "-sigopt", "rsa_pss_saltlen:32"))
put("openssl-rsa-signed-pss-sha512.pem", openssl(RSA, "-sha512", *PSS, "-sigopt", "rsa_pss_saltlen:digest"))
put("openssl-rsa-signed-pss-sha1.pem", openssl(RSA, "-sha1", *PSS, "-sigopt", "rsa_pss_saltlen:20"), "accepted", "CsrSignedWithSha1")
put("openssl-rsa-pss-key.pem", openssl(openssl_key("pss", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"), "-sigopt", "rsa_pss_saltlen:32"))
put("openssl-rsa-pss-key-sha384-only.pem", openssl(openssl_key("pss384", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_pss_keygen_md:sha384", "-pkeyopt", "rsa_pss_keygen_mgf1_md:sha384", "-pkeyopt", "rsa_pss_keygen_saltlen:48"), "-sha384", "-sigopt", "rsa_pss_saltlen:48"))
for curve in ("P-256", "P-384", "P-521"):
    put(f"openssl-ec-{curve.lower()}.pem", openssl(openssl_key("curve", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}")))
put("openssl-ed25519.pem", openssl(openssl_key("ed25519", "-algorithm", "ED25519")))
put("openssl-ed448.pem", openssl(openssl_key("ed448", "-algorithm", "ED448")), "accepted", "CsrEd448Key")
put("openssl-new-header.pem", openssl(RSA, "-newhdr"))
put("openssl-text-before.pem", openssl(RSA, "-text"))
put("openssl-empty-subject.pem", openssl(RSA, subject="/"))
put("openssl-names-of-every-kind.pem", openssl(RSA, "-addext", "subjectAltName=DNS:payments.example,DNS:*.payments.example,IP:10.0.0.1,IP:2001:db8::1,email:a@example.com,URI:spiffe://example.com/payments,RID:1.2.3.4,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:payments@example.com"))
put("openssl-usages-are-ignored.pem", openssl(RSA, "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-addext", "extendedKeyUsage=serverAuth,codeSigning", "-addext", "basicConstraints=critical,CA:FALSE"))
put("openssl-umlauts.pem", openssl(RSA, "-utf8", subject="/C=DE/O=Bäckerei Möhre/CN=Zahlungen"))
put("openssl-many-valued-rdn.pem", openssl(RSA, "-multivalue-rdn", subject="/O=Example/CN=payments+UID=4711"))
put("openssl-100-names.pem", openssl(RSA, "-addext", "subjectAltName=" + ",".join(f"DNS:n{i}.example" for i in range(100))))

put("openssl-sha1.pem", openssl(RSA, "-sha1"), "accepted", "CsrSignedWithSha1")
put("openssl-ec-sha1.pem", openssl(EC, "-sha1"), "accepted", "CsrSignedWithSha1")
put("openssl-unknown-extension.pem", openssl(RSA, "-addext", "1.2.3.4=ASN1:UTF8String:x", "-addext", "tlsfeature=status_request"), "accepted", "CsrExtensionsDropped")
(WORK / "challenge.cnf").write_text("[req]\ndistinguished_name=dn\nattributes=at\nprompt=no\n[dn]\nCN=payments\n[at]\nchallengePassword=not-to-be-seen\nunstructuredName=old\n")
put("openssl-challenge-password.pem", run("openssl", "req", "-new", "-key", RSA, "-config", "challenge.cnf"), "accepted", "CsrChallengePasswordDropped")

# Refused.
put("openssl-rsa-1024.pem", openssl(openssl_key("small", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024")), "CsrWeakKey")
put("openssl-rsa-2047.pem", openssl(openssl_key("small", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2047")), "CsrWeakKey")
put("openssl-md5.pem", openssl(RSA, "-md5"), "CsrWeakSignature")
put("openssl-md4.pem", run("openssl", "req", "-new", "-provider", "legacy", "-provider", "default", "-key", RSA, "-subj", "/CN=payments", "-md4"), "CsrWeakSignature")
put("openssl-sha3.pem", openssl(RSA, "-sha3-256"), "CsrUnsupportedSignature")
for curve in ("secp256k1", "brainpoolP256r1", "secp224r1", "prime192v1"):
    put(f"openssl-ec-{curve.lower()}.pem", openssl(openssl_key("odd", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}")), "CsrUnsupportedCurve")
put("openssl-ec-explicit.pem", openssl(openssl_key("odd", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit")), "CsrUnsupportedCurve")
run("openssl", "ec", "-in", EC, "-conv_form", "compressed", "-out", "compressed")
put("openssl-ec-compressed.pem", openssl("compressed"), "CsrUnsupportedKey")
run("openssl", "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:2048", "-out", "dsa.params")
run("openssl", "genpkey", "-paramfile", "dsa.params", "-out", "dsa")
put("openssl-dsa.pem", openssl("dsa"), "CsrUnsupportedKey")
put("openssl-long-exponent.pem", openssl(openssl_key("e", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", f"rsa_keygen_pubexp:{2**64 + 13}")), "CsrUnsupportedKey")
put("openssl-ca-true.pem", openssl(RSA, "-addext", "basicConstraints=CA:TRUE"), "CsrAsksForAuthority")
put("openssl-sealed-key.pem", openssl(RSA, "-addext", f"{OURS}=DER:0402AABB"), "CsrHoldsSealedKey")
put("openssl-101-names.pem", openssl(RSA, "-addext", "subjectAltName=" + ",".join(f"DNS:n{i}.example" for i in range(101))), "CsrTooManyNames")
put("openssl-dns-name-with-blank.pem", openssl(RSA, "-addext", "subjectAltName=DNS:two words.example"), "CsrBadName")
put("openssl-relative-uri.pem", openssl(RSA, "-addext", "subjectAltName=URI:no-scheme"), "CsrBadName")

CERTIFICATE = run("openssl", "req", "-x509", "-new", "-key", RSA, "-subj", "/CN=payments")
put("openssl-certificate.pem", CERTIFICATE, "CsrIsCertificate")
put("openssl-certificate.der", der(CERTIFICATE), "CsrIsCertificate")
(WORK / "plain.csr").write_bytes(PLAIN)
(WORK / "none.cnf").write_text("")
old = run("openssl", "x509", "-req", "-in", "plain.csr", "-signkey", RSA, "-extfile", "none.cnf")
put("openssl-certificate-version-1.pem", old, "CsrIsCertificate")
put("request-and-certificate.pem", PLAIN + CERTIFICATE, "CsrIsCertificate")
PKCS8 = (WORK / RSA).read_bytes()
put("openssl-pkcs8.pem", PKCS8, "CsrIsPrivateKey")
put("openssl-pkcs8.der", der(PKCS8), "CsrIsPrivateKey")
put("openssl-pkcs1.pem", run("openssl", "rsa", "-in", RSA, "-traditional"), "CsrIsPrivateKey")
put("openssl-pkcs1.der", run("openssl", "rsa", "-in", RSA, "-traditional", "-outform", "DER"), "CsrIsPrivateKey")
put("openssl-sec1.pem", run("openssl", "ec", "-in", EC), "CsrIsPrivateKey")
put("openssl-sec1.der", run("openssl", "ec", "-in", EC, "-outform", "DER"), "CsrIsPrivateKey")
put("openssl-ed25519-pkcs8.der", der((WORK / "ed25519").read_bytes()), "CsrIsPrivateKey")
put("openssl-ed25519-pkcs8.base64", base64.b64encode(der((WORK / "ed25519").read_bytes())), "CsrIsPrivateKey")
locked = run("openssl", "pkcs8", "-topk8", "-in", RSA, "-passout", "pass:secret")
put("openssl-pkcs8-encrypted.pem", locked, "CsrIsPrivateKey")
put("openssl-pkcs8-encrypted.der", der(locked), "CsrIsPrivateKey")
(WORK / "certificate").write_bytes(CERTIFICATE)
put("openssl-store.p12", run("openssl", "pkcs12", "-export", "-inkey", RSA, "-in", "certificate", "-passout", "pass:secret"), "CsrIsPrivateKey")
put("key-and-request.pem", PKCS8 + PLAIN, "CsrIsPrivateKey")
put("request-and-key.pem", PLAIN + PKCS8, "CsrIsPrivateKey")
public = run("openssl", "pkey", "-in", RSA, "-pubout")
put("openssl-public-key.pem", public, "CsrIsSomethingElse")
put("openssl-public-key.der", der(public), "CsrIsSomethingElse")
seven = run("openssl", "crl2pkcs7", "-nocrl", "-certfile", "certificate")
put("openssl-pkcs7.pem", seven, "CsrIsSomethingElse")
put("openssl-pkcs7.der", der(seven), "CsrIsSomethingElse")


def keytool(name, *options, outcome="accepted", warnings=()):
    store = WORK / (name + ".p12")
    common = ("-keystore", str(store), "-storepass", "changeit", "-alias", "mykey")
    run("keytool", "-genkeypair", *common, "-dname", "CN=payments, O=Example", *options)
    put(f"keytool-{name}.pem", run("keytool", "-certreq", *common, "-ext", "SAN=dns:payments.example"), outcome, *warnings)
    return common


common = keytool("rsa", "-keyalg", "RSA", "-keysize", "2048")
put("keytool-rsa-sha1.pem", run("keytool", "-certreq", *common, "-sigalg", "SHA1withRSA"), "accepted", "CsrSignedWithSha1")
put("keytool-rsa-md5.pem", run("keytool", "-certreq", *common, "-sigalg", "MD5withRSA"), "CsrWeakSignature")
put("keytool-ca-true.pem", run("keytool", "-certreq", *common, "-ext", "BC=ca:true"), "CsrAsksForAuthority")
keytool("rsa-pss", "-keyalg", "RSASSA-PSS", "-keysize", "2048")
keytool("ec", "-keyalg", "EC", "-groupname", "secp384r1")
keytool("ed25519", "-keyalg", "Ed25519")
keytool("ed448", "-keyalg", "Ed448", warnings=("CsrEd448Key",))
keytool("dsa", "-keyalg", "DSA", "-keysize", "2048", outcome="CsrUnsupportedKey")

(WORK / "template").write_text('cn = "payments"\norganization = "Example"\ndns_name = "payments.example"\ntls_www_client\nsigning_key\n')
for name, options in {
    "rsa": ("--key-type", "rsa", "--bits", "2048"),
    "rsa-pss": ("--key-type", "rsa-pss", "--bits", "2048"),
    "ec": ("--key-type", "ecdsa", "--curve", "secp256r1"),
    "ed25519": ("--key-type", "ed25519"),
    "ed448": ("--key-type", "ed448"),
}.items():
    run("certtool", "--generate-privkey", "--outfile", "gnutls", *options)
    made = run("certtool", "--generate-request", "--load-privkey", "gnutls", "--template", "template")
    put(f"certtool-{name}.pem", made, "accepted", *(("CsrEd448Key",) if name == "ed448" else ()))
run("certtool", "--generate-privkey", "--outfile", "gnutls", "--key-type", "rsa", "--bits", "2048")
put("certtool-text-before.pem", run("certtool", "--generate-request", "--load-privkey", "gnutls", "--template", "template", "--text"))

(WORK / "go").mkdir()
(WORK / "go" / "main.go").write_text("""package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"net"
	"os"
)

func write(name string, key crypto.Signer, algorithm x509.SignatureAlgorithm) {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
		Subject:            pkix.Name{CommonName: "payments", Organization: []string{"Example"}},
		DNSNames:           []string{"payments.example"},
		IPAddresses:        []net.IP{net.IPv4(10, 0, 0, 1)},
		SignatureAlgorithm: algorithm,
	}, key)
	if err != nil {
		panic(err)
	}
	os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), 0o600)
}

func main() {
	r, _ := rsa.GenerateKey(rand.Reader, 2048)
	write("rsa", r, x509.SHA256WithRSA)
	write("rsa-signed-pss", r, x509.SHA384WithRSAPSS)
	e, _ := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	write("ec", e, x509.ECDSAWithSHA512)
	_, d, _ := ed25519.GenerateKey(rand.Reader)
	write("ed25519", d, x509.PureEd25519)
}
""")
subprocess.run(["go", "run", "main.go"], cwd=WORK / "go", check=True)
for name in ("rsa", "rsa-signed-pss", "ec", "ed25519"):
    put(f"go-{name}.pem", (WORK / "go" / name).read_bytes())

# ---- Python cryptography --------------------------------------------------------------------------------

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "payments")])


def builder(subject=NAME):
    return x509.CertificateSigningRequestBuilder().subject_name(subject).add_extension(
        x509.SubjectAlternativeName([x509.DNSName("payments.example")]), critical=False)


def signed(request, key, algorithm=hashes.SHA256(), **options):
    return request.sign(key, algorithm, **options).public_bytes(serialization.Encoding.PEM)


R = rsa.generate_private_key(65537, 2048)
E = ec.generate_private_key(ec.SECP256R1())
D = ed25519.Ed25519PrivateKey.generate()
put("cryptography-rsa.pem", signed(builder(), R))
put("cryptography-rsa-signed-pss.pem", signed(builder(), R, rsa_padding=padding.PSS(padding.MGF1(hashes.SHA256()), 32)))
put("cryptography-rsa-signed-pss-mixed.pem", signed(builder(), R, rsa_padding=padding.PSS(padding.MGF1(hashes.SHA512()), 20)))
put("cryptography-ec.pem", signed(builder(), E, hashes.SHA384()))
put("cryptography-ed25519.pem", signed(builder(), D, None))
put("cryptography-ed448.pem", signed(builder(), ed448.Ed448PrivateKey.generate(), None), "accepted", "CsrEd448Key")
put("cryptography-windows-attributes.pem", signed(
    builder().add_attribute(x509.ObjectIdentifier("1.3.6.1.4.1.311.13.2.3"), b"10.0.17763.2", _tag=x509.name._ASN1Type.UTF8String), E))
put("cryptography-sealed-key-critical.pem", signed(builder().add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier(OURS), b"\4\1\1"), critical=True), E), "CsrHoldsSealedKey")

# ---- by hand: requests that programs do not make ----------------------------------------------------------

def tlv(tag, *parts):
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def seq(*parts): return tlv(0x30, *parts)
def integer(n): return tlv(2, n.to_bytes(n.bit_length() // 8 + 1, "big"))
def octets(*parts): return tlv(4, *parts)
def bits(content): return tlv(3, b"\0", content)
def oid(text):
    numbers = [int(part) for part in text.split(".")]
    out = bytes([40 * numbers[0] + numbers[1]])
    for number in numbers[2:]:
        digits = [number & 0x7F]
        while number := number >> 7:
            digits.insert(0, number & 0x7F | 0x80)
        out += bytes(digits)
    return tlv(6, out)


def rdn(kind, value): return tlv(0x31, seq(oid(kind), value))
def common_name(text): return seq(rdn("2.5.4.3", tlv(12, text.encode())))
def attribute(kind, *values): return seq(oid(kind), tlv(0x31, *values))
def extension(kind, value): return seq(oid(kind), octets(value))
def request(*extensions): return attribute("1.2.840.113549.1.9.14", seq(*extensions))
def alternatives(*names): return extension("2.5.29.17", seq(*names))
def dns(name): return tlv(0x82, name.encode())


def spki(key=E): return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


SHA256_ECDSA = seq(oid("1.2.840.10045.4.3.2"))


def by_hand(*attributes, subject=common_name("payments"), key=None, version=0, signer=E, algorithm=SHA256_ECDSA, more=b"", info=None):
    """A request with a good signature, whatever it says."""
    info = info or seq(integer(version), subject, key or spki(), tlv(0xA0, *attributes), more)
    return seq(info, algorithm, bits(signer.sign(info, ec.ECDSA(hashes.SHA256()))))


def rsa_key(modulus, exponent): return seq(seq(oid("1.2.840.113549.1.1.1"), tlv(5)), bits(seq(integer(modulus), integer(exponent))))


put("hand-plain.der", by_hand())
put("hand-common-name-64.der", by_hand(subject=common_name("n" * 64)))
put("hand-common-name-65.der", by_hand(subject=common_name("n" * 65)), "accepted", "CsrLongCommonName")
put("hand-no-attributes.der", by_hand(info=seq(integer(0), common_name("payments"), spki())))
put("hand-empty-names.der", by_hand(request(alternatives())))
put("hand-windows-extension-request.der", by_hand(attribute("1.3.6.1.4.1.311.2.1.14", seq(alternatives(dns("payments.example"))))))
put("hand-100-attributes.der", by_hand(subject=seq(*(rdn("2.5.4.11", tlv(12, b"u")) for _ in range(100)))))
tiny = seq(integer(0), seq(), spki(D), tlv(0xA0))
put("hand-ed25519-tiny.der", seq(tiny, seq(oid("1.3.101.112")), bits(D.sign(tiny))))

put("hand-101-attributes.der", by_hand(subject=seq(*(rdn("2.5.4.11", tlv(12, b"u")) for _ in range(101)))), "CsrTooManyNames")
put("hand-version-1.der", by_hand(version=1), "CsrMalformed")
put("hand-extra-field.der", by_hand(more=integer(1)), "CsrMalformed")
put("hand-extension-twice.der", by_hand(request(alternatives(dns("a")), alternatives(dns("b")))), "CsrMalformed")
put("hand-extension-request-twice.der", by_hand(request(alternatives(dns("a"))), request(alternatives(dns("b")))), "CsrMalformed")
put("hand-two-values.der", by_hand(attribute("1.2.840.113549.1.9.14", seq(alternatives(dns("a"))), seq(alternatives(dns("b"))))), "CsrMalformed")
put("hand-junk-in-extension.der", by_hand(request(extension("2.5.29.17", b"\x30\x0a"))), "CsrMalformed")
put("hand-junk-after-extension.der", by_hand(request(extension("2.5.29.17", seq(dns("a")) + b"x"))), "CsrMalformed")
put("hand-no-common-name-string.der", by_hand(subject=seq(rdn("2.5.4.3", seq()))), "CsrBadName")
put("hand-empty-rdn.der", by_hand(subject=seq(tlv(0x31))), "CsrBadName")
put("hand-address-of-5-bytes.der", by_hand(request(alternatives(tlv(0x87, b"\x0a\0\0\1\0")))), "CsrBadName")
put("hand-empty-dns-name.der", by_hand(request(alternatives(dns("")))), "CsrBadName")
put("hand-sealed-key-attribute.der", by_hand(attribute(OURS, octets(b"x"))), "CsrHoldsSealedKey")
put("hand-sealed-key-among-windows-extensions.der", by_hand(attribute("1.3.6.1.4.1.311.2.1.14", seq(extension(OURS, octets(b"x"))))), "CsrHoldsSealedKey")
deep = b""
for _ in range(3000):
    deep = tlv(0x30, deep)
put("hand-nested-3000-times.der", by_hand(attribute("1.2.3", deep)), "CsrMalformed")
put("hand-nested-in-an-extension.der", by_hand(request(extension("2.5.29.17", deep))), "CsrMalformed")
put("hand-exponent-1.der", by_hand(key=rsa_key(R.public_key().public_numbers().n, 1)), "CsrWeakKey")
put("hand-even-exponent.der", by_hand(key=rsa_key(R.public_key().public_numbers().n, 65536)), "CsrWeakKey")
put("hand-even-modulus.der", by_hand(key=rsa_key(2**2047, 65537)), "CsrWeakKey")
put("hand-negative-modulus.der", by_hand(key=seq(seq(oid("1.2.840.113549.1.1.1"), tlv(5)), bits(seq(tlv(2, b"\x80" + b"\1" * 255), integer(65537))))), "CsrMalformed")
put("hand-rsa-8193.der", by_hand(key=rsa_key(2**8192 + 1, 65537)), "CsrKeyTooLarge")
put("hand-rsa-exponent-of-8000-bits.der", by_hand(key=rsa_key(2**8191 + 1, 2**8000 + 1)), "CsrUnsupportedKey")
point = E.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
P256 = seq(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7"))
put("hand-point-off-the-curve.der", by_hand(key=seq(P256, bits(point[:-1] + bytes([point[-1] ^ 1])))), "CsrMalformed")
put("hand-point-at-infinity.der", by_hand(key=seq(P256, bits(b"\0"))), "CsrUnsupportedKey")
put("hand-no-curve.der", by_hand(key=seq(seq(oid("1.2.840.10045.2.1")), bits(point))), "CsrUnsupportedCurve")
put("hand-ed25519-small-order.der", by_hand(key=seq(seq(oid("1.3.101.112")), bits(b"\1" + bytes(31)))), "CsrWeakKey")
put("hand-x25519.der", by_hand(key=seq(seq(oid("1.3.101.110")), bits(b"\7" * 32))), "CsrUnsupportedKey")
put("hand-rsa-key-signed-by-ec.der", by_hand(key=spki(R)), "CsrBadSignature")
put("hand-signed-by-another-key.der", by_hand(signer=ec.generate_private_key(ec.SECP256R1())), "CsrBadSignature")
good = by_hand(subject=common_name("payments"))
put("hand-changed-after-signing.der", good.replace(b"payments", b"Payments"), "CsrBadSignature")
put("hand-signature-flipped.der", good[:-1] + bytes([good[-1] ^ 1]), "CsrBadSignature")
put("hand-signature-empty.der", seq(seq(integer(0), common_name("p"), spki(), tlv(0xA0)), SHA256_ECDSA, bits(b"")), "CsrBadSignature")
put("hand-signature-zero.der", seq(seq(integer(0), common_name("p"), spki(), tlv(0xA0)), SHA256_ECDSA, bits(seq(integer(0), integer(0)))), "CsrBadSignature")
put("hand-pss-without-parameters.der", by_hand(key=spki(R), algorithm=seq(oid("1.2.840.113549.1.1.10"))), "CsrUnsupportedSignature")
MD5 = seq(oid("1.2.840.113549.2.5"), tlv(5))
put("hand-pss-md5.der", by_hand(key=spki(R), algorithm=seq(oid("1.2.840.113549.1.1.10"), seq(tlv(0xA0, MD5), tlv(0xA1, seq(oid("1.2.840.113549.1.1.8"), MD5))))), "CsrWeakSignature")
put("hand-indefinite-length.der", b"\x30\x80" + good[3:] + b"\0\0", "CsrMalformed")
put("hand-length-too-long.der", b"\x30\x82\0" + good[2:], "CsrMalformed")
put("hand-not-three-parts.der", seq(good[3:], integer(1)), "CsrMalformed")

# ---- by hand: what happens on the way -----------------------------------------------------------------

TEXT = PLAIN.decode()
LINES = TEXT.splitlines()
BARE = "".join(LINES[1:-1])


def ebcdic(text, newline=b"\x15"): return newline.join(line.encode("cp1047") for line in text.splitlines()) + newline
def records(lines, encoding="ascii"): return "".join(line.ljust(80) for line in lines).encode(encoding)


try:
    "x".encode("cp1047")
except LookupError:  # Python has EBCDIC 037, which has letters, digits and + - / = where 1047 has them.
    def _1047(text): return text.encode("cp037")
    def ebcdic(text, newline=b"\x15"): return newline.join(_1047(line) for line in text.splitlines()) + newline
    def records(lines, encoding="ascii"): return "".join(line.ljust(80) for line in lines).encode("cp037" if encoding == "cp1047" else encoding)

TRAVELLED = {
    "crlf.pem": TEXT.replace("\n", "\r\n").encode(),
    "cr.pem": TEXT.replace("\n", "\r").encode(),
    "no-newline-at-end.pem": TEXT.rstrip("\n").encode(),
    "bom.pem": b"\xef\xbb\xbf" + TEXT.encode(),
    "utf-16le-bom.pem": TEXT.replace("\n", "\r\n").encode("utf-16"),
    "utf-16le.pem": TEXT.encode("utf-16-le"),
    "utf-16be-bom.pem": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16be.pem": TEXT.encode("utf-16-be"),
    "ebcdic.pem": ebcdic(TEXT),
    "ebcdic-line-feeds.pem": ebcdic(TEXT, b"\x25"),
    "ebcdic-new-header.pem": ebcdic(TEXT.replace("BEGIN ", "BEGIN NEW ").replace("END ", "END NEW ")),
    "ebcdic-records.pem": records(LINES, "cp1047"),
    "ebcdic-records-text-before.pem": records(["Request of the payments system", "", *LINES], "cp1047"),
    "records.pem": records(LINES),
    "records-with-newlines.pem": "\n".join(line.ljust(80) for line in LINES).encode(),
    "records-nul-padded.pem": b"".join(line.encode().ljust(80, b"\0") for line in LINES),
    "end-of-file-mark.pem": TEXT.encode() + b"\x1a",
    "blanks-around.pem": "\n".join("  " + line + " \t" for line in ["", *LINES, "", ""]).encode(),
    "text-before.pem": ("Sehr geehrte Damen und Herren,\n\nanbei für das Gehaltssystem:\n\n" + TEXT).encode(),
    "one-line.pem": (LINES[0] + BARE + LINES[-1]).encode(),
    "bare.base64": "\n".join(LINES[1:-1]).encode(),
    "bare-without-padding.base64": BARE.rstrip("=").encode(),
    "bare-bom.base64": b"\xef\xbb\xbf" + BARE.encode(),
    "bare-utf-16.base64": BARE.encode("utf-16"),
    "bare-ebcdic.base64": ebcdic("\n".join(LINES[1:-1])),
    "bare-ebcdic-records.base64": records(LINES[1:-1], "cp1047"),
    "plain.der": DER,
    "newline.der": DER + b"\n",
    "crlf.der": DER + b"\r\n",
    "ebcdic-newline.der": DER + b"\x15",
    "record-nul.der": DER.ljust(-(-len(DER) // 80) * 80, b"\0"),
    "record-ebcdic-blanks.der": DER.ljust(-(-len(DER) // 80) * 80, b"\x40"),
}
for name, content in TRAVELLED.items():
    put("way-" + name, content)
    put("way-" + name + ".in-base64", base64.encodebytes(content))

put("way-empty.pem", b"", "CsrEmpty")
put("way-blank.pem", b" \r\n\t\n", "CsrEmpty")
put("way-bom-alone.pem", b"\xef\xbb\xbf\n", "CsrEmpty")
put("way-blank-records.pem", b"\x40" * 160, "CsrEmpty")
put("way-too-large.pem", "x" * (16 * 1024 + 1 - len(TEXT)) + TEXT, "CsrTooLarge")
put("way-just-small-enough.pem", "x" * (16 * 1024 - len(TEXT)) + TEXT)
put("way-too-large.der", by_hand(attribute("1.2.3", octets(bytes(17000)))), "CsrTooLarge")
put("way-words.pem", "please sign this", "CsrNotPem")
put("way-random.bin", bytes((i * 7919 + 13) % 251 for i in range(600)), "CsrNotPem")
put("way-ssh-key.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBGTu4mBTrDqJk0QkU4v0cPLlAjCm1p0bFfxA6gJ7f8Q x@y\n", "CsrNotPem")
put("way-base64-of-words.base64", base64.b64encode(b"please sign this request"), "CsrNotPem")
put("way-base64-three-times.base64", base64.b64encode(base64.b64encode(base64.b64encode(DER))), "CsrNotPem")
put("way-star-inside.pem", TEXT.replace(LINES[3], "*" + LINES[3][1:]), "CsrNotBase64")
put("way-header-inside.pem", TEXT.replace(LINES[1], "Proc-Type: 4,ENCRYPTED\n" + LINES[1]), "CsrNotBase64")
put("way-no-end.pem", "\n".join(LINES[:-1]), "CsrTruncated")
put("way-no-begin.pem", "\n".join(LINES[1:]), "CsrNotPem")
put("way-begin-cut.pem", LINES[0][:20], "CsrTruncated")
put("way-line-lost.pem", "\n".join(LINES[:5] + LINES[6:]), "CsrTruncated")
put("way-character-lost.pem", TEXT.replace(LINES[3], LINES[3][1:]), "CsrTruncated")
put("way-nothing-inside.pem", "\n".join([LINES[0], LINES[-1]]), "CsrTruncated")
put("way-cut.der", DER[:-1], "CsrTruncated")
put("way-cut-early.der", DER[:40], "CsrTruncated")
put("way-cut.base64", BARE[:400], "CsrTruncated")
put("way-text-after.pem", TEXT + "Best regards\n", "CsrTrailingData")
put("way-text-after-in-ebcdic.pem", ebcdic(TEXT + "Best regards\n"), "CsrTrailingData")
put("way-junk-after.der", DER + b"junk", "CsrTrailingData")
put("way-junk-inside.pem", pem(DER + b"junk"), "CsrTrailingData")
put("way-two.pem", TEXT + TEXT, "CsrSeveral")
put("way-two-in-ebcdic-records.pem", records(LINES + LINES, "cp1047"), "CsrSeveral")
put("way-two.der", DER + DER, "CsrSeveral")
put("way-two-inside.pem", pem(DER + DER), "CsrSeveral")
put("way-certificate-under-our-header.pem", pem(der(CERTIFICATE)), "CsrIsCertificate")
put("way-key-under-our-header.pem", pem(der(PKCS8)), "CsrIsPrivateKey")
put("way-key-in-ebcdic.pem", ebcdic(PKCS8.decode()), "CsrIsPrivateKey")
put("way-key-in-utf-16.pem", PKCS8.decode().encode("utf-16"), "CsrIsPrivateKey")
put("way-not-der-inside.pem", pem(b"no DER at all"), "CsrMalformed")

(HERE / "manifest.tsv").write_text("".join("\t".join(row).rstrip("\t") + "\n" for row in sorted(ROWS)))
shutil.rmtree(WORK)
print(len(ROWS), "files", file=sys.stderr)
