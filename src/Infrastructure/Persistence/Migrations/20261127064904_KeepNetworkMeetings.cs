using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeepNetworkMeetings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "network_meetings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seen_by = table.Column<string[]>(type: "text[]", nullable: false),
                    called_by = table.Column<Guid>(type: "uuid", nullable: false),
                    called_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    citizen_part = table.Column<string>(type: "text", nullable: true),
                    others = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    summary = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    approved_how = table.Column<string>(type: "text", nullable: true),
                    approval_note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    frozen_by = table.Column<Guid>(type: "uuid", nullable: true),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_title = table.Column<string>(type: "text", nullable: true),
                    held_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_network_meetings", x => x.id);
                    table.ForeignKey(
                        name: "fk_network_meetings_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_network_meetings_users_called_by",
                        column: x => x.called_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_network_meetings_users_frozen_by",
                        column: x => x.frozen_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "meeting_additions",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_additions", x => new { x.meeting_id, x.number });
                    table.ForeignKey(
                        name: "fk_meeting_additions_network_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "network_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_meeting_additions_users_by",
                        column: x => x.by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "meeting_agreements",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    point = table.Column<int>(type: "integer", nullable: false),
                    item_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    is_citizens = table.Column<bool>(type: "boolean", nullable: false),
                    owner_name = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_agreements", x => new { x.meeting_id, x.number });
                    table.ForeignKey(
                        name: "fk_meeting_agreements_network_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "network_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "meeting_invitees",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    item_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_present = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_invitees", x => new { x.meeting_id, x.number });
                    table.ForeignKey(
                        name: "fk_meeting_invitees_network_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "network_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_meeting_invitees_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "meeting_points",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    conflict_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    item_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    wish = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    decision = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_points", x => new { x.meeting_id, x.number });
                    table.ForeignKey(
                        name: "fk_meeting_points_conflicts_conflict_id",
                        column: x => x.conflict_id,
                        principalTable: "conflicts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meeting_points_network_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "network_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_meeting_additions_by",
                table: "meeting_additions",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_meeting_invitees_user_id",
                table: "meeting_invitees",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_meeting_points_conflict_id",
                table: "meeting_points",
                column: "conflict_id");

            migrationBuilder.CreateIndex(
                name: "ix_network_meetings_called_by",
                table: "network_meetings",
                column: "called_by");

            migrationBuilder.CreateIndex(
                name: "ix_network_meetings_citizen_id_called_at",
                table: "network_meetings",
                columns: new[] { "citizen_id", "called_at" });

            migrationBuilder.CreateIndex(
                name: "ix_network_meetings_frozen_by",
                table: "network_meetings",
                column: "frozen_by");

            migrationBuilder.Sql(SqlScript.Load("NetworkMeetings"));
        }
    }
}
