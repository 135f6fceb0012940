using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeepUnitsAndKinds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_user_areas",
                table: "user_areas");

            migrationBuilder.AddColumn<string>(
                name: "unit",
                table: "user_areas",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string[]>(
                name: "categories",
                table: "break_glass_grants",
                type: "text[]",
                nullable: false,
                defaultValue: new[] { "plan", "goals", "interventions", "appointments" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_user_areas",
                table: "user_areas",
                columns: new[] { "user_id", "area", "unit", "valid_from" });

            migrationBuilder.Sql(SqlScript.Load("UnitsAndKinds"));
        }
    }
}
