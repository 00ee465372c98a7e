package dc.node.gateway.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;

/** Calls a record within another by both names: there is more than one {@code Page}. */
final class NestedTypeNames extends TypeNameResolver {

    @Override
    protected String getNameOfClass(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : getNameOfClass(outer) + type.getSimpleName();
    }
}
