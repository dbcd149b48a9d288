using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Formats;

public class YamlDocumentsTests
{
    [Fact]
    public void Plain_scalars_are_typed_by_the_core_schema_and_quoted_ones_are_text()
    {
        const string yaml = """
            id: risk-1
            quoted: "12"
            single: 'true'
            whole: 12
            plus: +7
            zeros: 007
            hex: 0x1F
            octal: 0o17
            long: 9223372036854775808
            decimal: 1.50
            exponent: -2e-3
            point: .5
            truth: true
            nothing: ~
            empty:
            yes_is_text: yes
            version_is_text: 1.2.3
            list: [1, two, null, False]
            nested:
              - a: 1
                b: {c: d}
            block: |
              two
              lines
            """;
        const string json = """
            {"id":"risk-1","quoted":"12","single":"true","whole":12,"plus":7,"zeros":7,"hex":31,"octal":15,"long":9223372036854775808,
             "decimal":1.5,"exponent":-0.002,"point":0.5,"truth":true,"nothing":null,"empty":null,"yes_is_text":"yes","version_is_text":"1.2.3",
             "list":[1,"two",null,false],"nested":[{"a":1,"b":{"c":"d"}}],"block":"two\nlines"}
            """;
        JsonElement element = Read(yaml, out _)!.Element;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, element), element.GetRawText());
    }

    [Theory]
    [InlineData("x.json")]
    [InlineData("x.yaml")]
    public void Json_reads_the_same_under_either_name(string name)
    {
        const string json = """{"a": [1, 2.5, "x\n中", true, null], "b": {}}""";
        JsonElement element = Read(json, out _, name)!.Element;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, element));
    }

    [Fact]
    public void The_hash_is_of_the_bytes_as_written()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("\uFEFFa: 1\n");
        LoadedDocument document = YamlDocuments.Read(bytes, "x.yaml", new DocumentErrors())!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), document.Sha256);
        Assert.Equal(1, document.Element.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", "line 3, column 1", "written twice")]
    [InlineData("a: &x [1]\nb: 1", "line 1, column 4", "anchors")]
    [InlineData("a: *x", "line 1, column 4", "aliases")]
    [InlineData("a: !!binary eA==", "line 1, column 4", "tags")]
    [InlineData("a: 1\n---\nb: 2", "line 2, column 1", "second document")]
    [InlineData("a: [1\nb: 2", "line 1, column", "is not YAML")]
    [InlineData("a:\n\t- b", "line ", "is not YAML")]
    [InlineData("a: .inf", "line 1, column 4", "not a finite number")]
    [InlineData("a: 1e999", "line 1, column 4", "too large")]
    [InlineData("? [a]\n: 1", "line 1, column 3", "a key must be")]
    [InlineData("", "", "is empty")]
    [InlineData("# nothing", "", "is empty")]
    public void A_mistake_is_named_with_its_line(string yaml, string place, string message)
    {
        Assert.Null(Read(yaml, out IReadOnlyList<DocumentError> errors));
        DocumentError error = Assert.Single(errors);
        Assert.StartsWith(place, error.Path, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1,\n \"a\":2}", "")]
    [InlineData("{\"a\":1,\n \"b\" 2}", "line 2")]
    [InlineData("{\"a\":1,}", "line 1")]
    [InlineData("a: 1", "line 1, column 1")]
    public void A_json_document_is_held_to_json(string json, string place)
    {
        Assert.Null(Read(json, out IReadOnlyList<DocumentError> errors, "x.json"));
        Assert.StartsWith(place, Assert.Single(errors).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_depth_and_encoding_are_bounded()
    {
        var errors = new DocumentErrors();
        Assert.Null(YamlDocuments.Read(new byte[YamlDocuments.MostBytes + 1], "x.yaml", errors));
        Assert.Null(YamlDocuments.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)), "x.yaml", errors));
        Assert.Null(YamlDocuments.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)), "x.json", errors));
        Assert.Null(YamlDocuments.Read(new byte[] { 0x61, 0x3a, 0x20, 0xff }, "x.yaml", errors));
        Assert.Collection(errors.All,
            e => Assert.Contains("at most", e.Message, StringComparison.Ordinal),
            e => Assert.Contains("nested deeper than 64", e.Message, StringComparison.Ordinal),
            e => Assert.Contains("not JSON", e.Message, StringComparison.Ordinal),
            e => Assert.Contains("position 3", e.Message, StringComparison.Ordinal));
        Assert.NotNull(Read(new string('[', YamlDocuments.MostDepth) + new string(']', YamlDocuments.MostDepth), out _));
    }

    [Fact]
    public void No_text_whatever_ends_in_an_exception()
    {
        const string marks = "[]{}:,-?&*!|>'\"%@`#~ \n\tab1.e+\\";
        Gen<string> text = Gen.Elements(marks.ToCharArray()).ArrayOf().Select(letters => new string(letters));
        Prop.ForAll(text.ToArbitrary(), yaml =>
        {
            LoadedDocument? document = Read(yaml, out IReadOnlyList<DocumentError> errors);
            return document is null == errors.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(60));
    }

    private static LoadedDocument? Read(string text, out IReadOnlyList<DocumentError> errors, string name = "x.yaml")
    {
        var found = new DocumentErrors();
        LoadedDocument? document = YamlDocuments.Read(Encoding.UTF8.GetBytes(text), name, found);
        errors = found.All;
        return document;
    }
}
