using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Cli.Applying;

/// <summary>
/// In files for <c>apply --file</c> a borrower may be made up: <c>"borrower": {"person": {"seed": "anna-{run}", "age": 34}}</c>. With
/// <c>{run}</c> in the seed it is somebody new each run, who holds no limit from an earlier one (A6).
/// </summary>
internal sealed class MadeUpBorrower(RunContext run, DocumentErrors errors)
{
    /// <returns>The application with its borrower written out; unchanged when it is not made up.</returns>
    public JsonElement WriteOut(JsonElement application, string path)
    {
        if (!IsMadeUp(application)) return application;
        Borrower? borrower = Read(application.GetProperty("borrower"), path);
        JsonObject written = JsonNode.Parse(application.GetRawText())!.AsObject();
        written["borrower"] = JsonNode.Parse(JsonFormatter.Default.Format(borrower ?? new Borrower()));
        return JsonSerializer.SerializeToElement(written);
    }

    private static bool IsMadeUp(JsonElement application) =>
        application.ValueKind == JsonValueKind.Object
        && application.TryGetProperty("borrower", out JsonElement borrower)
        && borrower.ValueKind == JsonValueKind.Object
        && borrower.TryGetProperty("person", out _);

    private Borrower? Read(JsonElement borrower, string path)
    {
        var own = new DocumentErrors();
        DocumentObject document = DocumentObject.Root(borrower, own);
        DocumentObject person = document.Child("person");
        string seed = person.Text("seed").Replace(ApplicationFile.RunPlaceholder, run.RunId, StringComparison.Ordinal);
        int age = person.Whole("age", PersonMaker.LeastAge, PersonMaker.MostAge);
        Sex sex = person.Choice<Sex>("sex", Sex.Unspecified);
        string province = person.Text("province", 2, "33");
        if (province.Length > 0 && !PersonMaker.IsProvince(province)) person.Fail("province", PersonMaker.ProvinceExpected);
        person.Close();
        document.Close();
        foreach (DocumentError error in own.All)
            errors.Add(string.Join('.', ((string[])[path, "borrower", error.Path]).Where(part => part.Length > 0)), error.Message);
        return own.Any ? null : new PersonMaker(province).Make("", seed, age, sex, BeijingTime.DayOf(run.Now));
    }
}
