from tests.dialogue.town import Town
async def test_menu(town: Town) -> None:
    await town.wu.says("我家水管漏水了")
    for c in town.wu.new(): print(c.key, c.text, c.labels)
    await town.wu.taps("家中小修")
    for c in town.wu.new(): print(c.key, c.text, c.labels)
    await town.wu.taps("对")
    print(town.wu.chat, [ (c.method, c.code, c.params) for c in town.api.calls if c.method not in ("sendMessage",)])
    for c in town.wu.new(): print(c.key, c.text, c.labels)
    for who in (town.lin, town.chen, town.yu, town.husband, town.captain, town.secretary):
        for c in who.new(): print(who.name, c.key, c.text, c.labels)
    print(town.status())
    print(town.clock.now(), town.api.commands)
