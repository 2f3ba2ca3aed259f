/* The YAML reader over any bytes; what must hold stands in check_source.h. */
#include "tests/fuzz/check_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_source(data, size, false);
    return 0;
}
