// A good request for every method.
#ifndef MOTCUA_TESTS_CONFORMANCE_EXAMPLES_H_
#define MOTCUA_TESTS_CONFORMANCE_EXAMPLES_H_

#include <map>
#include <string>

namespace motcua::conformance {

struct Example {
  // Text format. $FILED, $RECEIVED: the name of a dossier of this method's own, only filed, or
  // received and known to processing; $LINKED: one handed over to so-y-te. $CODE: a code not used
  // before. At payment: $OWING, a received
  // dossier with a fee; $OVERPAID, one with more paid; $PENDING, $REFUND, $RECEIPT, names of a
  // pending payment, a pending refund, a receipt in force; $UNASSIGNED, a gateway's transaction.
  // At digitization: $PDF, bytes of a document; $STORED, a stored one; $UPLOAD, the id of one that
  // broke off; $FOLDER, $SCANNED, $FINISHED, $WITHRESULT, a received dossier, one with a scanned
  // form, a finished one, one with its result; $DOCUMENT, a paper of a citizen. At the aggregator:
  // $IMPORT, a document with reported numbers; $DAY, a day not closed yet; $SNAPSHOT, one closed.
  const char* text = nullptr;
  // The province as the test makes it accepts the request; else only its form is good.
  bool accepted = true;
};

using Examples = std::map<std::string, Example>;  // by `Service.Method`
Examples PaymentExamples();
Examples DigitizationExamples();

// `Service.Method`; text is null if there is none.
Example ExampleOf(const std::string& method);

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_EXAMPLES_H_
