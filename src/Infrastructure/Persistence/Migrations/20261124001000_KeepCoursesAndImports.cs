using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations;

/// <inheritdoc />
public partial class KeepCoursesAndImports : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SqlScript.Load("CourseTables"));
        migrationBuilder.Sql(SqlScript.Load("ImportTables"));
    }
}
