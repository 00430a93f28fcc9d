using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Anpr.Pictures;

namespace Portal.Anpr;

static class AnprEndpoints
{
    public static void MapAnpr(this IEndpointRouteBuilder app)
    {
        app.MapIngest();
        app.MapHotlists();
        app.MapPictures();
    }
}
