using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeepLogControl : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sampled_visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    drawn_on = table.Column<DateOnly>(type: "date", nullable: false),
                    access_id = table.Column<Guid>(type: "uuid", nullable: false),
                    looked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ground = table.Column<string>(type: "text", nullable: false),
                    alerts = table.Column<string[]>(type: "text[]", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    verdict = table.Column<string>(type: "text", nullable: true),
                    judged_by = table.Column<Guid>(type: "uuid", nullable: true),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sampled_visits", x => x.id);
                    table.ForeignKey(
                        name: "fk_sampled_visits_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sampled_visits_users_judged_by",
                        column: x => x.judged_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sampled_visits_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sampled_visits_access_id",
                table: "sampled_visits",
                column: "access_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sampled_visits_citizen_id",
                table: "sampled_visits",
                column: "citizen_id");

            migrationBuilder.CreateIndex(
                name: "ix_sampled_visits_due",
                table: "sampled_visits",
                column: "due",
                filter: "judged_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_sampled_visits_judged_by",
                table: "sampled_visits",
                column: "judged_by");

            migrationBuilder.CreateIndex(
                name: "ix_sampled_visits_user_id_drawn_on",
                table: "sampled_visits",
                columns: new[] { "user_id", "drawn_on" });

            migrationBuilder.Sql(SqlScript.Load("LogControl"));
        }
    }
}
