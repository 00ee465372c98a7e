/** Describes the interface under {@code /api/v1} as an OpenAPI document. */
@NullMarked
package dc.node.gateway.openapi;

import org.jspecify.annotations.NullMarked;
