using System.Text;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Formats.Xgboost;

namespace CreditDecision.Modeling.Tests.Formats.Xgboost;

public class XgboostEncodingTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[]}""", "{i\x01" + "ai\x01i\x01" + "b[]}")]
    [InlineData("""{"a":[1,-2,300]}""", "{#i\x01i\x01" + "a[$I#i\x03\x00\x01\xff\xfe\x01\x2c")]
    [InlineData("""{"a":[1,-2,70000]}""", "{I\x00\x01" + "a[$l#U\x03\0\0\0\x01\xff\xff\xff\xfe\0\x01\x11\x70}")]
    [InlineData("""{"a":[1,-2]}""", "{i\x01" + "a[$L#i\x02\0\0\0\0\0\0\0\x01\xff\xff\xff\xff\xff\xff\xff\xfe}")]
    [InlineData("""{"a":[200,2]}""", "{i\x01" + "a[$U#i\x02\xc8\x02}")]
    [InlineData("""{"a":[-56,2]}""", "{i\x01" + "a[$i#i\x02\xc8\x02}")]
    [InlineData("""{"a":[1.5,-0.25]}""", "{i\x01" + "a[$d#i\x02\x3f\xc0\0\0\xbe\x80\0\0}")]
    [InlineData("""{"a":[1.5]}""", "{i\x01" + "a[$D#i\x01\x3f\xf8\0\0\0\0\0\0}")]
    [InlineData("""{"a":[1,2E0]}""", "{i\x01" + "a[#i\x02i\x01" + "d\x40\0\0\0}")]
    [InlineData("""{"a":[NaN,-Infinity,Infinity]}""", "{i\x01" + "a[$d#i\x03\x7f\xc0\0\0\xff\x80\0\0\x7f\x80\0\0}")]
    [InlineData("""{"a":[true,false]}""", "{i\x01" + "a[TF]}")]
    [InlineData("""{"a":[["x"],[{"b":null}]]}""", "{i\x01" + "a[#i\x02[Si\x01x][#i\x01{i\x01" + "bZ}}")]
    [InlineData("""{"é":"\u57ce\n\"\\"}""", "{i\x02\xc3\xa9Si\x06\xe5\x9f\x8e\n\"\\}")]
    [InlineData(" {\r\n\t\"a\" : [ 1 , 2 ] , \"b\" : { } , \"c\" : true } \n", "{i\x01" + "a[i\x01i\x02]i\x01" + "b{}i\x01" + "cT}")]
    public void Both_encodings_give_the_same_document(string json, string ubjson) =>
        Assert.Equal(Show(XgboostJson.Parse(Encoding.UTF8.GetBytes(json))), Show(XgboostUbjson.Parse(Encoding.Latin1.GetBytes(ubjson))));

    [Theory]
    [InlineData("0.3", 0.3f)]
    [InlineData("1.17549435E-38", 1.17549435E-38f)]
    // Halfway between two singles but for the last digit: read as a double first, it would be rounded the other way.
    [InlineData("1.00000017881393432617187499", 1.0000001f)]
    [InlineData("1.00000017881393432617187501", 1.0000002f)]
    [InlineData("16777217", 16777216f)]
    [InlineData("1e999", float.PositiveInfinity)]
    public void Numbers_are_the_nearest_single(string text, float expected) =>
        Assert.Equal(expected, new XgboostNode(XgboostJson.Parse(Encoding.ASCII.GetBytes($"[0.5,{text}]")), "").FloatList()[1]);

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "byte 7", "a second time")]
    [InlineData("{\"a\":1,}", "byte 7", "name of a member")]
    [InlineData("{\"a\":1} x", "byte 8", "not the end")]
    [InlineData("{\"a\":[1,]}", "byte 8", "is not a value")]
    [InlineData("{\"a\":[1,true]}", "byte 8", "is not a value")]
    [InlineData("{\"a\":[1 2]}", "byte 8", "neither a comma")]
    [InlineData("{\"a\":+1}", "byte 5", "is not a value")]
    [InlineData("{\"a\":1x}", "byte 5", "is not a value")]
    [InlineData("{\"a\":-}", "byte 5", "is not a value")]
    [InlineData("{\"a\":nul}", "byte 5", "is not a value")]
    [InlineData("{\"a\":\"\\x\"}", "byte 5", "sound text")]
    [InlineData("{\"a\":\"\\ud800\"}", "byte 5", "sound text")]
    [InlineData("{\"a", "byte 3", "is the end")]
    [InlineData("{\"a\\", "byte 4", "is the end")]
    [InlineData("{a:1}", "byte 1", "name of a member")]
    public void Broken_json_is_refused_at_its_byte(string json, string path, string message) => AssertRefused(() => XgboostJson.Parse(Encoding.UTF8.GetBytes(json)), path, message);

    [Theory]
    [InlineData("{i\x01" + "ai\x01i\x01" + "ai\x02}", "byte 6", "a second time")]
    [InlineData("{i\x01" + "aH", "byte 5", "0x48")]
    [InlineData("{i\x01" + "a[$H#i\x01x", "byte 10", "0x48")]
    [InlineData("{i\x01" + "a[$d", "byte 7", "no count")]
    [InlineData("{i\x01\xff", "byte 1", "UTF-8")]
    [InlineData("{}x", "byte 2", "not the end")]
    [InlineData("{i\x01" + "a[Ti\x01]}", "byte 6", "mixes flags")]
    public void Broken_ubjson_is_refused_at_its_byte(string ubjson, string path, string message) =>
        AssertRefused(() => XgboostUbjson.Parse(Encoding.Latin1.GetBytes(ubjson)), path, message);

    private static void AssertRefused(Action parse, string path, string message)
    {
        ArtifactRefusedException refusal = Assert.Throws<ArtifactRefusedException>(parse);
        Assert.Equal(path, refusal.Path);
        Assert.Contains(message, refusal.What, StringComparison.Ordinal);
    }

    private static string Show(XgboostValue value) => value switch
    {
        XgboostObject found => $"{{{string.Join(',', found.Members.Select(member => $"{member.Key}:{Show(member.Value)}"))}}}",
        XgboostList list => $"[{string.Join(',', list.Items.Select(Show))}]",
        XgboostNumbers { Whole: { } whole } numbers => $"{(numbers.Flags ? "flags" : "whole")}[{string.Join(',', whole)}]",
        XgboostNumbers { Real: { } real } => $"real[{string.Join(',', real)}]",
        _ => value.ToString(),
    };
}
