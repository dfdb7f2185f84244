# Certificates and keys for the tests that read them from files, new in each run because they do not last: booking (an
# organisation's, also as PKCS#12, in DER and with an encrypted key), renewed (its successor) and expired.

HOLDER := /C=DK/organizationIdentifier=NTRDK-33257872/O=Sundhedsdatastyrelsen/serialNumber=UI:DK-O:G:dc7f4a98-d4f9-4d77-84f9-ae83c4e0bf61/CN=Røntgenbooking
NEW_KEY := openssl req -x509 -newkey rsa:2048 -nodes -utf8 -batch -subj '$(HOLDER)'

.PHONY: keys
keys: | $(BUILD)
ifneq ($(OPENSSL),)
	@set -e; cd $(BUILD); exec 2> keys.log; \
	$(NEW_KEY) -days 30 -keyout booking.key -out booking.pem; \
	$(NEW_KEY) -days 1000 -keyout renewed.key -out renewed.pem; \
	openssl x509 -in booking.pem -outform DER -out booking.der; \
	openssl x509 -in booking.pem -noout -fingerprint -sha1 > booking.sha1; \
	openssl x509 -in booking.pem -noout -fingerprint -sha256 > booking.sha256; \
	openssl pkcs12 -export -in booking.pem -inkey booking.key -name booking -passout pass:Test1234 -out booking.p12; \
	openssl pkcs8 -topk8 -in booking.key -passout pass:Test1234 -out encrypted.key; \
	openssl req -new -key booking.key -subj /CN=expired \
	    | openssl x509 -req -signkey booking.key -days 0 -out expired.pem
endif
