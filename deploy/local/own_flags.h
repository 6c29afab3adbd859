// What only some services are told: where money goes to, where papers lie.
#ifndef MOTCUA_DEPLOY_LOCAL_OWN_FLAGS_H_
#define MOTCUA_DEPLOY_LOCAL_OWN_FLAGS_H_

#include <map>
#include <string>

namespace motcua::local {

// Flags of payment and digitization beyond those every process has; none for the others. Makes
// what they name under `var`: the folder of the papers, and the secret under which owners of
// papers are known, which is kept. `certs` is the province's folder of certificates. Throws
// std::runtime_error.
std::map<std::string, std::string> OwnFlags(const std::string& program, const std::string& name,
                                            const std::string& var, const std::string& certs);

}  // namespace motcua::local

#endif  // MOTCUA_DEPLOY_LOCAL_OWN_FLAGS_H_
