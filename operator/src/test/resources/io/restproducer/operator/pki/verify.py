"""verify CA CHAIN...: whether Python's cryptography reads each leaf and its signature is the authority's."""
import sys

from cryptography import x509

ca = x509.load_pem_x509_certificate(open(sys.argv[1], "rb").read())
failed = 0
for file in sys.argv[2:]:
    try:
        leaf = x509.load_pem_x509_certificates(open(file, "rb").read())[0]
        leaf.verify_directly_issued_by(ca)
        leaf.subject.rfc4514_string()
        assert not leaf.extensions.get_extension_for_oid(x509.ObjectIdentifier("1.3.6.1.4.1.32473.1.1")).critical
    except Exception as problem:
        print(file, repr(problem))
        failed += 1
sys.exit(failed > 0)
