using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations;

/// <inheritdoc />
public partial class FindCitizensByWords : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SqlScript.Load("RelationKeys"));
        migrationBuilder.Sql(SqlScript.Load("CitizenWords"));
        migrationBuilder.Sql(SqlScript.Load("ConflictGivenTo"));
        migrationBuilder.Sql(SqlScript.Load("ProvedAt"));
    }
}
