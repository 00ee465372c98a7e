package dc.node.gateway.frontdoor;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Takes the client's address from what trusted proxies wrote. Some write its port, too ({@code 203.0.113.8:40001}, {@code
 * [2001:db8::1]:443}), which is another for each connection: it is left out, so that limits and audit see the address.
 */
final class ClientAddressValve extends RemoteIpValve {

    private static final Pattern WITH_PORT = Pattern.compile(
            "(?<=^|[,\\s])(?:(\\d{1,3}(?:\\.\\d{1,3}){3}):\\d{1,5}|\\[([0-9a-fA-F:.]+)](?::\\d{1,5})?)(?=$|[,\\s])");

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.getName(i).equalsIgnoreCase(getRemoteIpHeader())) {
                headers.getValue(i).setString(withoutPorts(headers.getValue(i).toString()));
            }
        }
        super.invoke(request, response);
    }

    private static String withoutPorts(String addresses) {
        return WITH_PORT
                .matcher(addresses)
                .replaceAll(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }
}
