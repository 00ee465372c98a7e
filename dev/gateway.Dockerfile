# The gateway's image. Build the jar first: mvn -B -ntp -DskipTests -pl gateway-web -am package
FROM eclipse-temurin:25.0.4_7-jre-noble

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin gateway
COPY --chmod=0444 gateway-web/target/gateway-web-*-exec.jar /opt/gateway/gateway.jar

USER 10001
EXPOSE 4100
# 143 is how a JVM ends on SIGTERM; Spring first lets running calls and attempts end.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/gateway/gateway.jar"]
