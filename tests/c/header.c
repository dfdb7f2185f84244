/* The header stands alone, may be included twice, and is C and C++: built as both, from two units. */

#include <spo.h>
#include <spo.h>

int header_works(void);

int header_works(void)
{
    spo_status status = SPO_STATUS_OK;
    spo_role role = SPO_ROLE_PATIENT;
    return status == 0 && role == 1 && SPO_VERSION_NUMBER >= 0 && SPO_NO_TIME < 0;
}
