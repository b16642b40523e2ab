/** Reading JSON that callers send. */
package io.restproducer.runtime.json;
