using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Portal.Demo;

/// <summary>Posts reads as cameras would, through the public ingest address; a plate of a hotlist now and then.</summary>
sealed class DemoFeed(IServer server, IHostEnvironment environment, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DemoFeed> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    /// <summary>One read in so many is of a hotlisted plate.</summary>
    const int OneHitIn = 15;

    /// <summary>Of the others one in so many has pictures: a demonstration that nobody stops shall not fill the disk.</summary>
    const int OnePictureIn = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (DemoFile.Read(DemoModule.FileOf(environment)) is not { Sources.Count: > 0 } file) return;
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal);
        using var client = new HttpClient(); // not of the factory, which logs addresses and thus keys
        var random = new Random();
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var source = file.Sources[random.Next(file.Sources.Count)];
            var listed = random.Next(OneHitIn) == 0;
            var plate = listed ? DemoPlates.Of(source.Zone, random.Next(2)).ElementAt(random.Next(DemoPlates.PerList)) : DemoPlates.Passing(random);
            try
            {
                using var content = Message(source.Dialect, source.Cameras[random.Next(source.Cameras.Count)], plate, listed || random.Next(OnePictureIn) == 0, random);
                using var answer = await client.PostAsync(new Uri($"{address}/api/v1/anpr/ingest/{source.Dialect}/{source.Key}"), content, stoppingToken);
                if (!answer.IsSuccessStatusCode) log.LogWarning("The demo feed was answered {Status}", (int)answer.StatusCode);
            }
            catch (HttpRequestException e)
            {
                log.LogWarning("The demo feed could not post: {Reason}", e.Message);
            }
        }
    }

    HttpContent Message(string dialect, string camera, string plate, bool pictured, Random random)
    {
        var now = clock.GetUtcNow().AddMilliseconds(-random.Next(400, 2500));
        var id = Guid.NewGuid().ToString("N");
        var confidence = 90 + random.Next(10);
        var colour = new[] { "black", "white", "grey", "blue", "red" }[random.Next(5)];
        var pictures = pictured ? DemoPictures.Of(plate, colour, camera, now) : ((byte[] Scene, byte[] Plate)?)null;
        return dialect switch
        {
            "hikvision" => Hikvision(camera, plate.Replace("-", "", StringComparison.Ordinal), now, id, confidence, colour, pictures, random),
            "platerecognizer" => Form(pictures, new
            {
                hook = new { @event = "recognition", filename = id + ".jpg" },
                data = new
                {
                    camera_id = camera,
                    filename = id + ".jpg",
                    timestamp = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
                    results = new[]
                    {
                        new
                        {
                            plate = plate.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), score = confidence / 100.0, dscore = 0.9, region = new { code = "be", score = 0.8 }, candidates = Array.Empty<object>(),
                            vehicle = new { type = "Sedan", score = 0.7 }, color = new[] { new { color = colour, score = 0.6 } }, model_make = new[] { new { make = "Volkswagen", model = "Golf", score = 0.4 } },
                        },
                    },
                },
            }),
            _ => Json(new { id, camera, plate, country = "B", confidence = confidence / 100.0, capturedAt = now, clockSynchronised = true, lane = "1", direction = "approaching", speedKmh = 30 + random.Next(40), vehicle = new { make = "Renault", colour, kind = "car" }, pictures = new { scene = pictures?.Scene, plate = pictures?.Plate } }),
        };
    }

    static StringContent Json(object message) => new(JsonSerializer.Serialize(message), Encoding.UTF8, "application/json");

    static HttpContent Form((byte[] Scene, byte[] Plate)? pictures, object message)
    {
        if (pictures is null) return Json(message);
        return new MultipartFormDataContent { { Json(message), "json" }, { Picture(pictures.Value.Scene), "upload", "frame.jpg" } };
    }

    static ByteArrayContent Picture(byte[] jpeg)
    {
        var part = new ByteArrayContent(jpeg);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return part;
    }

    static MultipartFormDataContent Hikvision(string camera, string plate, DateTimeOffset at, string id, int confidence, string colour, (byte[] Scene, byte[] Plate)? pictures, Random random)
    {
        var believed = string.Join(',', plate.Select(_ => 85 + random.Next(15)));
        var xml = FormattableString.Invariant($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><macAddress>{camera}</macAddress><channelID>1</channelID>
            <dateTime>{at:yyyy-MM-dd'T'HH:mm:ss.fff}+00:00</dateTime><eventType>ANPR</eventType><eventState>active</eventState>
            <ANPR><licensePlate>{plate}</licensePlate><confidenceLevel>{confidence}</confidenceLevel><plateCharBelieve>{believed}</plateCharBelieve><line>1</line><direction>forward</direction>
            <vehicleType>vehicle</vehicleType><vehicleInfo><color>{colour}</color></vehicleInfo></ANPR><UUID>{id}</UUID><countryAbbreviation>BEL</countryAbbreviation></EventNotificationAlert>
            """);
        var part = new StringContent(xml, Encoding.UTF8);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        var message = new MultipartFormDataContent { { part, "anpr.xml", "anpr.xml" } };
        if (pictures is not null)
        {
            message.Add(Picture(pictures.Value.Plate), "licensePlatePicture.jpg", "licensePlatePicture.jpg");
            message.Add(Picture(pictures.Value.Scene), "detectionPicture.jpg", "detectionPicture.jpg");
        }

        return message;
    }
}
