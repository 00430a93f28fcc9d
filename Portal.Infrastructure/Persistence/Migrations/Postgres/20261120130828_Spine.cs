using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Spine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetRoles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DisplayName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    PhoneNumber = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_lines",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: true),
                    Action = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    ObjectKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ObjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Details = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    DoneAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_lines", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "cameras",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Place = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    Latitude = table.Column<double>(type: "double precision", nullable: true),
                    Longitude = table.Column<double>(type: "double precision", nullable: true),
                    RegisteredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RetiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cameras", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "hotlists",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Purpose = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Tolerant = table.Column<bool>(type: "boolean", nullable: false),
                    MaxValidityDays = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hotlists", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "protection_keys",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_protection_keys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "read_sources",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Dialect = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    KeyHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    KeyHint = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    KeyChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_read_sources", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "reads",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    CapturedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CameraId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceKey = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    PlateRaw = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Plate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Country = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    Confidence = table.Column<float>(type: "real", nullable: true),
                    CharacterConfidence = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    Candidates = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ClockTrust = table.Column<int>(type: "integer", nullable: false),
                    ClaimedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Lane = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    Direction = table.Column<int>(type: "integer", nullable: false),
                    SpeedKmh = table.Column<float>(type: "real", nullable: true),
                    VehicleMake = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    VehicleModel = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    VehicleColour = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    VehicleKind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    Retransmitted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reads", x => new { x.Tenant, x.CapturedAt, x.CameraId, x.SourceKey });
                });

            migrationBuilder.CreateTable(
                name: "server_timed_reads",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    CameraId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceKey = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    CapturedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_server_timed_reads", x => new { x.Tenant, x.CameraId, x.SourceKey });
                });

            migrationBuilder.CreateTable(
                name: "zones",
                columns: table => new
                {
                    Code = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    NameNl = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    NameFr = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    NameDe = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    DefaultLanguage = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    DocumentLanguages = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    ReadsKeptDays = table.Column<int>(type: "integer", nullable: false),
                    ConfirmedHitsKeptDays = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_zones", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoleClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RoleId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoleClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetRoleClaims_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AspNetUserPasskeys_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserRoles",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    RoleId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserRoles", x => new { x.UserId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    GrantedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_memberships", x => new { x.Tenant, x.PersonId, x.Role });
                    table.ForeignKey(
                        name: "FK_memberships_AspNetUsers_PersonId",
                        column: x => x.PersonId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hotlist_entries",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HotlistId = table.Column<Guid>(type: "uuid", nullable: false),
                    Plate = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Country = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    Reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Action = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ValidUntilOn = table.Column<DateOnly>(type: "date", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hotlist_entries", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_hotlist_entries_hotlists_Tenant_HotlistId",
                        columns: x => new { x.Tenant, x.HotlistId },
                        principalTable: "hotlists",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "hotlist_imports",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HotlistId = table.Column<Guid>(type: "uuid", nullable: false),
                    FileName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    RowCount = table.Column<int>(type: "integer", nullable: false),
                    BadRowCount = table.Column<int>(type: "integer", nullable: false),
                    DoneCount = table.Column<int>(type: "integer", nullable: false),
                    AddedCount = table.Column<int>(type: "integer", nullable: false),
                    ChangedCount = table.Column<int>(type: "integer", nullable: false),
                    UnchangedCount = table.Column<int>(type: "integer", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hotlist_imports", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_hotlist_imports_hotlists_Tenant_HotlistId",
                        columns: x => new { x.Tenant, x.HotlistId },
                        principalTable: "hotlists",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quarantined_messages",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Detail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    CameraCode = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false),
                    BodyLength = table.Column<int>(type: "integer", nullable: false),
                    BodyHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    FirstReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantined_messages", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_quarantined_messages_read_sources_Tenant_SourceId",
                        columns: x => new { x.Tenant, x.SourceId },
                        principalTable: "read_sources",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source_cameras",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    CameraId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_cameras", x => new { x.Tenant, x.SourceId, x.Code });
                    table.ForeignKey(
                        name: "FK_source_cameras_cameras_Tenant_CameraId",
                        columns: x => new { x.Tenant, x.CameraId },
                        principalTable: "cameras",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_source_cameras_read_sources_Tenant_SourceId",
                        columns: x => new { x.Tenant, x.SourceId },
                        principalTable: "read_sources",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hits",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CameraId = table.Column<Guid>(type: "uuid", nullable: false),
                    HotlistId = table.Column<Guid>(type: "uuid", nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: false),
                    CapturedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SourceKey = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    LastCapturedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReadCount = table.Column<int>(type: "integer", nullable: false),
                    ObservedPlate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    MatchedPlate = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    MatchReason = table.Column<int>(type: "integer", nullable: false),
                    Ambiguous = table.Column<bool>(type: "boolean", nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Evidence = table.Column<string>(type: "text", nullable: true),
                    KeptUntilOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hits", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_hits_cameras_Tenant_CameraId",
                        columns: x => new { x.Tenant, x.CameraId },
                        principalTable: "cameras",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_hits_hotlist_entries_Tenant_EntryId",
                        columns: x => new { x.Tenant, x.EntryId },
                        principalTable: "hotlist_entries",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_hits_hotlists_Tenant_HotlistId",
                        columns: x => new { x.Tenant, x.HotlistId },
                        principalTable: "hotlists",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetRoleClaims_RoleId",
                table: "AspNetRoleClaims",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                table: "AspNetRoles",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_UserId",
                table: "AspNetUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserRoles_RoleId",
                table: "AspNetUserRoles",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_lines_Tenant_ObjectKind_ObjectId_DoneAt",
                table: "audit_lines",
                columns: new[] { "Tenant", "ObjectKind", "ObjectId", "DoneAt" });

            migrationBuilder.CreateIndex(
                name: "IX_cameras_Tenant_Name",
                table: "cameras",
                columns: new[] { "Tenant", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_hits_Tenant_CameraId_EntryId_LastCapturedAt",
                table: "hits",
                columns: new[] { "Tenant", "CameraId", "EntryId", "LastCapturedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_hits_Tenant_EntryId",
                table: "hits",
                columns: new[] { "Tenant", "EntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_hits_Tenant_HotlistId",
                table: "hits",
                columns: new[] { "Tenant", "HotlistId" });

            migrationBuilder.CreateIndex(
                name: "IX_hits_Tenant_State_CapturedAt_Id",
                table: "hits",
                columns: new[] { "Tenant", "State", "CapturedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_hotlist_entries_Tenant_HotlistId_Id",
                table: "hotlist_entries",
                columns: new[] { "Tenant", "HotlistId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_hotlist_entries_Tenant_HotlistId_Plate_Country",
                table: "hotlist_entries",
                columns: new[] { "Tenant", "HotlistId", "Plate", "Country" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_hotlist_entries_Tenant_Plate",
                table: "hotlist_entries",
                columns: new[] { "Tenant", "Plate" });

            migrationBuilder.CreateIndex(
                name: "IX_hotlist_imports_Tenant_HotlistId",
                table: "hotlist_imports",
                columns: new[] { "Tenant", "HotlistId" });

            migrationBuilder.CreateIndex(
                name: "IX_hotlists_Tenant_Name",
                table: "hotlists",
                columns: new[] { "Tenant", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_memberships_PersonId",
                table: "memberships",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_quarantined_messages_Tenant_Kind_SourceId_CameraCode",
                table: "quarantined_messages",
                columns: new[] { "Tenant", "Kind", "SourceId", "CameraCode" });

            migrationBuilder.CreateIndex(
                name: "IX_quarantined_messages_Tenant_LastReceivedAt",
                table: "quarantined_messages",
                columns: new[] { "Tenant", "LastReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_quarantined_messages_Tenant_SourceId_BodyHash",
                table: "quarantined_messages",
                columns: new[] { "Tenant", "SourceId", "BodyHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_read_sources_Tenant_Name",
                table: "read_sources",
                columns: new[] { "Tenant", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_source_cameras_Tenant_CameraId",
                table: "source_cameras",
                columns: new[] { "Tenant", "CameraId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AspNetRoleClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserPasskeys");

            migrationBuilder.DropTable(
                name: "AspNetUserRoles");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "audit_lines");

            migrationBuilder.DropTable(
                name: "hits");

            migrationBuilder.DropTable(
                name: "hotlist_imports");

            migrationBuilder.DropTable(
                name: "memberships");

            migrationBuilder.DropTable(
                name: "protection_keys");

            migrationBuilder.DropTable(
                name: "quarantined_messages");

            migrationBuilder.DropTable(
                name: "reads");

            migrationBuilder.DropTable(
                name: "server_timed_reads");

            migrationBuilder.DropTable(
                name: "source_cameras");

            migrationBuilder.DropTable(
                name: "zones");

            migrationBuilder.DropTable(
                name: "AspNetRoles");

            migrationBuilder.DropTable(
                name: "hotlist_entries");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "cameras");

            migrationBuilder.DropTable(
                name: "read_sources");

            migrationBuilder.DropTable(
                name: "hotlists");
        }
    }
}
