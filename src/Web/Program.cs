using Sammenhaeng.Web.Verbs;

return await VerbTable.RunAsync(args);
