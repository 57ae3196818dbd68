'use strict'; exports.handler = async (event) => { const r = event.Records[0].cf.response; r.headers['x-edge'] = [{key: 'X-Edge', value: 'lambda'}]; return r; };
