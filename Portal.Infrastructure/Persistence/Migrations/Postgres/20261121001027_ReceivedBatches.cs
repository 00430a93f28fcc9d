using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReceivedBatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "received_batches",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    HourAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Stored = table.Column<long>(type: "bigint", nullable: false),
                    Repeated = table.Column<long>(type: "bigint", nullable: false),
                    Quarantined = table.Column<long>(type: "bigint", nullable: false),
                    FirstAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_received_batches", x => new { x.Tenant, x.SourceId, x.HourAt });
                    table.ForeignKey(
                        name: "FK_received_batches_read_sources_Tenant_SourceId",
                        columns: x => new { x.Tenant, x.SourceId },
                        principalTable: "read_sources",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "received_batches");
        }
    }
}
