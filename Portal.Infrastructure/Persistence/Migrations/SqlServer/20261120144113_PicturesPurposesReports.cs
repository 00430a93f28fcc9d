using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PicturesPurposesReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_quarantined_messages_Tenant_SourceId_BodyHash",
                table: "quarantined_messages");

            migrationBuilder.AddColumn<string>(
                name: "CaseNumber",
                table: "audit_lines",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Purpose",
                table: "audit_lines",
                type: "int",
                nullable: true);

            migrationBuilder.AddUniqueConstraint(
                name: "AK_quarantined_messages_Tenant_SourceId_BodyHash",
                table: "quarantined_messages",
                columns: new[] { "Tenant", "SourceId", "BodyHash" });

            migrationBuilder.CreateTable(
                name: "hit_pictures",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    HitId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MediaType = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Width = table.Column<int>(type: "int", nullable: false),
                    Height = table.Column<int>(type: "int", nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Thumbnail = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hit_pictures", x => new { x.Tenant, x.HitId, x.Kind });
                    table.ForeignKey(
                        name: "FK_hit_pictures_hits_Tenant_HitId",
                        columns: x => new { x.Tenant, x.HitId },
                        principalTable: "hits",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quarantined_pictures",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    SourceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BodyHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantined_pictures", x => new { x.Tenant, x.SourceId, x.BodyHash, x.Kind });
                    table.ForeignKey(
                        name: "FK_quarantined_pictures_quarantined_messages_Tenant_SourceId_BodyHash",
                        columns: x => new { x.Tenant, x.SourceId, x.BodyHash },
                        principalTable: "quarantined_messages",
                        principalColumns: new[] { "Tenant", "SourceId", "BodyHash" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "read_pictures",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    CapturedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    CameraId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SourceKey = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    MediaType = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Width = table.Column<int>(type: "int", nullable: false),
                    Height = table.Column<int>(type: "int", nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Thumbnail = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_read_pictures", x => new { x.Tenant, x.CapturedAt, x.CameraId, x.SourceKey, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "report_counts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Last = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_counts", x => new { x.Tenant, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false),
                    SealedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SealedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    KeptUntilOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "seal_keys",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Certificate = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    ProtectedPkcs12 = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    ValidFromAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ValidUntilAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AddedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AddedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_keys", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "work_purposes",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<int>(type: "int", nullable: false),
                    CaseNumber = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ObjectKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ObjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_work_purposes", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "report_files",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    ReportId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_files", x => new { x.Tenant, x.ReportId });
                    table.ForeignKey(
                        name: "FK_report_files_reports_Tenant_ReportId",
                        columns: x => new { x.Tenant, x.ReportId },
                        principalTable: "reports",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_lines_Tenant_DoneAt_Id",
                table: "audit_lines",
                columns: new[] { "Tenant", "DoneAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_lines_Tenant_PersonId_DoneAt",
                table: "audit_lines",
                columns: new[] { "Tenant", "PersonId", "DoneAt" });

            migrationBuilder.CreateIndex(
                name: "IX_reports_Tenant_Sha256",
                table: "reports",
                columns: new[] { "Tenant", "Sha256" });

            migrationBuilder.CreateIndex(
                name: "IX_reports_Tenant_SubjectId",
                table: "reports",
                columns: new[] { "Tenant", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_reports_Tenant_Year_Number",
                table: "reports",
                columns: new[] { "Tenant", "Year", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_work_purposes_Tenant_PersonId_EndsAt",
                table: "work_purposes",
                columns: new[] { "Tenant", "PersonId", "EndsAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hit_pictures");

            migrationBuilder.DropTable(
                name: "quarantined_pictures");

            migrationBuilder.DropTable(
                name: "read_pictures");

            migrationBuilder.DropTable(
                name: "report_counts");

            migrationBuilder.DropTable(
                name: "report_files");

            migrationBuilder.DropTable(
                name: "seal_keys");

            migrationBuilder.DropTable(
                name: "work_purposes");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropUniqueConstraint(
                name: "AK_quarantined_messages_Tenant_SourceId_BodyHash",
                table: "quarantined_messages");

            migrationBuilder.DropIndex(
                name: "IX_audit_lines_Tenant_DoneAt_Id",
                table: "audit_lines");

            migrationBuilder.DropIndex(
                name: "IX_audit_lines_Tenant_PersonId_DoneAt",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "CaseNumber",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "Purpose",
                table: "audit_lines");

            migrationBuilder.CreateIndex(
                name: "IX_quarantined_messages_Tenant_SourceId_BodyHash",
                table: "quarantined_messages",
                columns: new[] { "Tenant", "SourceId", "BodyHash" },
                unique: true);
        }
    }
}
