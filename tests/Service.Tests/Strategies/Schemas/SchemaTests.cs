using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Core.Strategies.Rules;
using CreditDecision.Core.Strategies.Tables;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using Json.Schema;

namespace CreditDecision.Service.Tests.Strategies.Schemas;

/// <summary>The published schemas say of keys, types and ranges what the readers say, no more and no less.</summary>
public class SchemaTests
{
    private const string Rollout = """
        { "product": "p", "salt": "s", "champion": { "id": "a", "version": "1" },
          "challengers": [{ "id": "a", "version": "2", "share_bps": 500 }], "shadows": [{ "id": "a", "version": "3" }] }
        """;

    // What a schema can say too; the rest needs to know more than the place where it stands.
    private static readonly string[] OfKind =
    [
        "is not known here", "must be text", "must be a number", "must be a whole number", "must be true or false", "must be an object", "must be a list",
        "must be one of", "must be between", "must not be empty", "must be at most",
    ];

    private static readonly JsonSchema Strategies = Schema("strategies/strategy.schema.json"), Rollouts = Schema("strategies/rollout.schema.json");
    private static readonly StrategyBook Book = Load();

    public static TheoryData<string> Documents() =>
    [
        "strategies/consumer-cash.strategy.yaml", "strategies/consumer-instalment.strategy.yaml", "strategies/personal-business.strategy.yaml",
        "strategies/sme-working-capital.strategy.yaml", "tests/golden/strategies/rules.yaml",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_strategy_and_every_slip_in_it_is_judged_alike_by_schema_and_reader(string file)
    {
        JsonNode sound = JsonNode.Parse(Element(file).GetRawText())!;
        Assert.Empty(Strategy(sound));
        Assert.True(IsValid(Strategies, sound), file);
        AssertAgree(sound, Strategies, Strategy);
    }

    [Fact]
    public void A_rollout_and_every_slip_in_it_is_judged_alike_by_schema_and_reader()
    {
        JsonNode sound = JsonNode.Parse(Rollout)!;
        Assert.True(IsValid(Rollouts, sound));
        AssertAgree(sound, Rollouts, document => Errors(document, root => RolloutReader.Read(root, Book.Strategies)));
    }

    [Fact]
    public void Every_word_that_the_reader_knows_is_in_the_schema()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Repository.At("strategies/strategy.schema.json")))!["$defs"]!;
        JsonNode product = schema["product"]!["properties"]!, table = schema["table"]!["properties"]!, rule = schema["conditionRule"]!["properties"]!;
        AssertWords<ProductCategory>(product["category"]);
        AssertWords<RepaymentMethod>(product["repayment_methods"]!["items"]);
        AssertWords<ConsentScope>(product["required_consents"]!["items"]);
        // Those from here on are forbidden by A24, and the reader refuses them with that.
        AssertWords<LoanPurpose>(product["purposes"]!["items"], purpose => purpose < LoanPurpose.HousePurchase);
        AssertWords<RuleOutcome>(rule["outcome"]);
        AssertWords<WhenMissing>(rule["when_missing"]);
        AssertWords<HitPolicy>(table["hit"]);
        AssertWords<Aggregation>(table["outputs"]!["items"]!["properties"]!["aggregate"]);
        AssertWords<AboveCeiling>(schema["pricing"]!["properties"]!["above_ceiling"]);
    }

    private static void AssertAgree(JsonNode sound, JsonSchema schema, Func<JsonNode, IReadOnlyList<DocumentError>> read)
    {
        var disagreements = new List<string>();
        int refused = 0, slips = 0;
        foreach ((string slip, JsonNode document) in DocumentMistakes.In(sound))
        {
            DocumentError[] errors = [.. read(document).Where(error => error.Message == "is missing" || OfKind.Any(error.Message.StartsWith))];
            bool isValid = IsValid(schema, document);
            slips++;
            if (!isValid) refused++;
            if (isValid != (errors.Length == 0)) disagreements.Add($"{slip}: {(isValid ? "the schema takes it" : "the schema refuses it")}; {string.Join("; ", errors)}");
        }
        Assert.Empty(disagreements);
        Assert.True(refused > slips / 2, $"{refused} of {slips} refused");
    }

    private static void AssertWords<T>(JsonNode? node, Func<T, bool>? isTaken = null) where T : struct, Enum
    {
        IEnumerable<string> known = Enum.GetValues<T>().Where(value => !value.Equals(default(T)) && (isTaken?.Invoke(value) ?? true)).Select(SnakeCase.Of);
        Assert.Equal(known.Order(StringComparer.Ordinal), node!["enum"]!.AsArray().Select(word => word!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<DocumentError> Strategy(JsonNode document) => Errors(document, root => StrategyReader.Read(root, "", Book.Context));

    private static IReadOnlyList<DocumentError> Errors(JsonNode document, Action<DocumentObject> read)
    {
        var errors = new DocumentErrors();
        read(DocumentObject.Root(JsonSerializer.SerializeToElement(document), errors));
        return errors.All;
    }

    private static bool IsValid(JsonSchema schema, JsonNode document) => schema.Evaluate(JsonSerializer.SerializeToElement(document)).IsValid;

    private static JsonElement Element(string file)
    {
        var errors = new DocumentErrors();
        LoadedDocument? document = YamlDocuments.Read(File.ReadAllBytes(Repository.At(file)), file, errors);
        Assert.True(document is not null, string.Join("; ", errors.All));
        return document.Element;
    }

    private static JsonSchema Schema(string file) => JsonSchema.FromText(File.ReadAllText(Repository.At(file)));

    // The plain form compiles nothing, which a document that is read once would not repay.
    private static StrategyBook Load() =>
        ContentLoader.Load(new ContentFolder(Repository.Root), out IReadOnlyList<string> problems, EvaluationForm.Plain)
        ?? throw new InvalidOperationException(string.Join('\n', problems));
}
