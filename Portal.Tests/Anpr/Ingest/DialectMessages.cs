using System.Text;

namespace Portal.Anpr.Ingest;

/// <summary>Messages of cameras that do not exist, about vehicles that do not exist.</summary>
static class DialectMessages
{
    public const string Boundary = "----Fictitious7Boundary";

    public const string PortalRead = """
        {"id":"e-0001","camera":"N9-KM12-1","plate":"1-XYZ-987","capturedAt":"2026-03-01T08:15:30.125+01:00","country":"B",
         "confidence":0.94,"characterConfidence":[0.99,0.98,0.97,0.96,0.95,0.94,0.93],
         "candidates":[{"plate":"1-XYZ-967","confidence":0.41},{"plate":"1-XVZ-987","confidence":0.52}],
         "clockSynchronised":true,"lane":"2","direction":"approaching","speedKmh":71.5,
         "vehicle":{"make":"Volvo","model":"V60","colour":"grey","kind":"car"},"retransmitted":true,"unknownField":{"a":[1]}}
        """;

    public const string HikvisionEvent = """
        <?xml version="1.0" encoding="UTF-8"?>
        <EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
        <ipAddress>192.0.2.10</ipAddress><macAddress>02:00:5E:10:00:01</macAddress><channelID>1</channelID>
        <dateTime>2026-03-01T08:15:30+01:00</dateTime><eventType>ANPR</eventType><eventState>active</eventState>
        <ANPR><country>3</country><licensePlate>1XYZ987</licensePlate><line>2</line><direction>forward</direction>
        <confidenceLevel>97</confidenceLevel><plateCharBelieve>99,98,97,96,95,94,93</plateCharBelieve><vehicleType>vehicle</vehicleType>
        <vehicleInfo><color>white</color><vehicleLogoRecog>1036</vehicleLogoRecog><vehileModel>Kombi</vehileModel></vehicleInfo>
        <pictureInfoList><pictureInfo><fileName>a.jpg</fileName><absTime>20260301081530654</absTime><pId>p-1</pId></pictureInfo>
        <pictureInfo><fileName>b.jpg</fileName><absTime>20260301081530654</absTime><pId>p-2</pId></pictureInfo></pictureInfoList>
        <originalLicensePlate>1XY2987</originalLicensePlate></ANPR>
        <UUID>20260301081530-fictitious-0001</UUID><isDataRetransmission>false</isDataRetransmission>
        <countryAbbreviation>NON</countryAbbreviation>
        </EventNotificationAlert>
        """;

    public const string RecognizerOld = """
        {"hook":{"target":"http://portal.example/","id":"cam-7","event":"recognition","filename":"cam-7/1.jpg"},
         "data":{"camera_id":"cam-7","filename":"cam-7/1.jpg","timestamp":"2026-03-01T07:15:30.740143Z","timestamp_local":"2026-03-01T08:15:30.740143+01:00",
         "results":[
          {"box":{"xmin":1,"ymin":2,"xmax":3,"ymax":4},"plate":"1xyz987","score":0.902,"dscore":0.757,"region":{"code":"be","score":0.8},
           "candidates":[{"plate":"1xyz987","score":0.902},{"plate":"1xy2987","score":0.7}],
           "color":[{"color":"red","score":0.7},{"color":"black","score":0.1}],"model_make":[{"make":"Opel","model":"Astra","score":0.4}],
           "vehicle":{"type":"Sedan","score":0.7,"box":{"xmin":0,"ymin":0,"xmax":9,"ymax":9}},"direction":210},
          {"box":{"xmin":5,"ymin":6,"xmax":7,"ymax":8},"plate":"2abc345","score":0.88,"region":{"code":"us-ca","score":0.2},"candidates":[],"vehicle":{"type":"Van"}}]}}
        """;

    public const string RecognizerNew = """
        {"hook":{"id":"cam-7","event":"recognition"},
         "data":{"camera_id":"cam-7","filename":"cam-7/2.jpg","timestamp":"2026-03-01T07:15:31Z",
         "results":[{"plate":{"type":"Plate","score":0.75,"box":{"xmin":1,"ymin":2,"xmax":3,"ymax":4},
           "props":{"plate":[{"value":"1xyz987","score":0.91},{"value":"1xy2987","score":0.6}],"region":[{"value":"nl","score":0.3}]}},
           "vehicle":{"type":"SUV","score":0.8,"props":{"make_model":[{"make":"Skoda","model":"Kodiaq","score":0.5}],"color":[{"value":"blue","score":0.9}]}},
           "direction":90}]}}
        """;

    /// <summary>A multipart body with a text part as given and a picture behind it.</summary>
    public static byte[] Multipart(string disposition, string? partType, string text, string boundary = Boundary, string? charset = null)
    {
        var encoding = charset is null ? Encoding.UTF8 : Encoding.GetEncoding(charset);
        var type = partType is null ? "" : charset is null ? $"Content-Type: {partType}\r\n" : $"Content-Type: {partType}; charset={charset}\r\n";
        return
        [
            .. Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{type}\r\n"),
            .. encoding.GetBytes(text),
            .. Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"p.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"),
            0xFF, 0xD8, 0xFF, 0x0D, 0x0A, 0x2D, 0x2D, 0x00, 0xFF, 0xD9,
            .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
    }

    public static string MultipartType(string boundary = Boundary) => $"multipart/form-data; boundary={boundary}";

    public static ParsedMessage Read(string dialect, byte[] body, string? contentType = null)
    {
        var reason = IngestDialects.Find(dialect)!.Read(body, contentType, out var message);
        Assert.True(reason is null, reason?.ToString());
        return message;
    }

    public static ParsedMessage Read(string dialect, string body, string? contentType = null) => Read(dialect, Encoding.UTF8.GetBytes(body), contentType);

    public static IncomingRead ReadOne(string dialect, string body, string? contentType = null)
    {
        var message = Read(dialect, body, contentType);
        Assert.Empty(message.Unreadable);
        return Assert.Single(message.Reads);
    }

    /// <summary>The reason why a message of one item gives no read, whether it is the message's or the item's.</summary>
    public static UnreadableReason Refused(string dialect, byte[] body, string? contentType = null)
    {
        var reason = IngestDialects.Find(dialect)!.Read(body, contentType, out var message);
        Assert.Empty(message.Reads);
        Assert.True(reason is null || message.Unreadable.Count == 0);
        return reason ?? Assert.Single(message.Unreadable).Reason;
    }

    public static UnreadableReason Refused(string dialect, string body, string? contentType = null) => Refused(dialect, Encoding.UTF8.GetBytes(body), contentType);
}
