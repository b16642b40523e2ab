/** What anybody may read without a credential: the connect page and the files that it offers. */
package io.restproducer.runtime.connect;
